"""Text that is nearly JSON becomes JSON where its meaning is sure."""

import json

import pytest

from newswire.parse.pages.facts.structured.repair import repaired


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('{"a": 1,}', [{"a": 1}]),
        ('{"a": [1, 2,, 3,], }', [{"a": [1, 2, 3]}]),
        ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
        ('<!--\n{"a": 1}\n-->', [{"a": 1}]),
        ('{"a": 1, /* old: "b": 2 */ "c": 3 // end\n}', [{"a": 1, "c": 3}]),
        ('{"a": "https://harbour.example/x"}', [{"a": "https://harbour.example/x"}]),
        ('{"a": "She said "no" to it", "b": 1}', [{"a": 'She said "no" to it', "b": 1}]),
        ('{"a": "The "Alba", late", "b": 1}', [{"a": 'The "Alba", late', "b": 1}]),
        ("{'a': 'It\\'s \"late\"'}", [{"a": 'It\'s "late"'}]),
        ("{a: undefined, b: True, c: NaN}", [{"a": None, "b": True, "c": None}]),
        ('{"a": "x"\n "b": "y"}', [{"a": "x", "b": "y"}]),
        ('{"a": "x\\y \\u12 \\/"}', [{"a": "x\\y \\u12 /"}]),
        ('{"a": {"b": [1, {"c": "cut o', [{"a": {"b": [1, {"c": "cut o"}]}}]),
        ('{"a": 1}{"b": 2};', [{"a": 1}, {"b": 2}]),
        ('{"a": 1}}}', [{"a": 1}]),
        ('{"a": [1}', [{"a": [1]}]),
        ('{"a": }', [{"a": None}]),
    ],
)
def test_usual_defects_are_repaired(written: str, meant: object) -> None:
    assert json.loads(repaired(written), strict=False) == meant


@pytest.mark.parametrize("written", ["{{ story | json }}", "function () { return 1 }", '{"a" "b": 2}', "&&"])
def test_text_that_is_no_json_stays_none(written: str) -> None:
    with pytest.raises(ValueError, match=r"^(Exp|Ext|Inv)"):
        json.loads(repaired(written), strict=False)
