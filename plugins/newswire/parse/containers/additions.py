"""Text that mail programs and companies add to a message: quotations, headers of forwards, disclaimers.

They are cut off only where other text is left.
"""

from __future__ import annotations

import re

from newswire.lexicon.patterns.late import late_pattern

_QUOTED = late_pattern(r"^>[^\n]*$", re.MULTILINE)
_REPLY = late_pattern(
    r"^(?:On [^\n]{6,160}|Am [^\n]{6,160}|Le [^\n]{6,160}|El [^\n]{6,160}|Il [^\n]{6,160}|Op [^\n]{6,160}|"
    r"Em [^\n]{6,160}|Den [^\n]{6,160})(?:\n[^\n>]{1,80})?"
    r"(?:wrote|a écrit|escribió|ha scritto|escreveu|(?:schrieb|schreef|skrev)[^\n:]{0,80}) ?:"
    r"\s*\n\s*(?=>)",
    re.MULTILINE,
)
_FORWARD = late_pattern(
    r"^(?:-{3,} ?(?:Forwarded (?:message|by)|Weitergeleitete Nachricht|Message trans(?:féré|mis)|"
    r"Mensaje reenviado|Messaggio inoltrato|Doorgestuurd bericht|Mensagem encaminhada)[^\n]*"
    r"|(?:Begin forwarded message|Anfang der weitergeleiteten Nachricht|Début du message transféré) ?:)"
    r"\s*\n\s*"
    r"(?:[>\s]*\*?[^\W\d_][\w -]{0,24}\*? ?:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)+",
    re.MULTILINE | re.IGNORECASE,
)
_ORIGINAL = late_pattern(
    r"^-{2,} ?(?:Original(?: Message|-Nachricht)|Ursprüngliche Nachricht|Message d'origine|Mensaje original|"
    r"Messaggio originale|Oorspronkelijk bericht|Mensagem original) ?-{2,}\s*\n",
    re.MULTILINE | re.IGNORECASE,
)
_DISCLAIMER = late_pattern(
    r"^[^\w\n]{0,8}(?:(?:legal |e-?mail |confidentiality |important )*(?:disclaimer|confidentiality notice)\b"
    r"|(?:important(?: notice)?|notice|note|caution|warning) ?[:-]? ?(?=this (?:e-?mail|message))"
    r"|(?:the (?:information|contents?) (?:contained )?in )?this (?:e-?mail|message|communication)\b"
    r"(?=[^\n]{0,200}(?:confidential|intended|privileged))"
    r"|die(?:se)? (?:information(?:en)? in dieser )?(?:e-?mail|nachricht)\b"
    r"(?=[^\n]{0,200}(?:vertraulich|bestimmt))"
    r"|ce (?:message|courriel|mail|courrier)\b(?=[^\n]{0,200}confidentiel)"
    r"|este (?:mensaje|correo|e-?mail)\b(?=[^\n]{0,200}confidencial)"
    r"|quest[ao] (?:messaggio|e-?mail)\b(?=[^\n]{0,200}riservat)"
    r"|deze (?:e-?mail|bericht)\b(?=[^\n]{0,200}vertrouwelijk)"
    r"|(?:sent|gesendet|von meinem|envoyé|enviado|inviato|verzonden|get outlook|sent via)\b"
    r"(?= (?:from my|from|von|mit|de|depuis|desde|da|vanaf|for|iphone|ipad)\b[^\n]{1,40}$))",
    re.MULTILINE | re.IGNORECASE,
)
_RULE_AT_END = late_pattern(r"\n[\s]*(?:[-_=*~]{3,}|-- ?)\s*\Z")


def without_additions(text: str) -> str:
    """Return a text without what was added before and after its own words."""
    if ">" in text:
        text = _unquoted(text)
    if "-" in text or ":" in text:
        if forwarded := _FORWARD.search(text):
            text = _kept(text[: forwarded.start()] + text[forwarded.end() :], text)
        if original := _ORIGINAL.search(text):
            text = _kept(text[: original.start()], text)
    for found in _DISCLAIMER.finditer(text):
        begins = text.rfind("\n\n", 0, found.start() + 1)
        if not text[begins:].strip().startswith(found[0].strip()) and text[begins + 1 : found.start()].strip(
            " \n_-=*"
        ):
            continue  # inside a paragraph
        if begins >= 0 and len(text[:begins]) >= len(text) // 4:
            text = _RULE_AT_END.sub("", _kept(text[:begins], text))
            break
    return text


def _unquoted(text: str) -> str:
    """Return a text without the quotation at its end, or without the quotation marks of all its lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    if lines and all(line.startswith(">") for line in lines):
        return re.sub(r"^>[ ]?", "", text, flags=re.MULTILINE)
    if reply := _REPLY.search(text):
        rest = text[reply.end() :]
        if not _QUOTED.sub("", rest).strip():
            return _kept(text[: reply.start()].rstrip(), text)
    return text


def _kept(text: str, whole: str) -> str:
    return text if text.strip() else whole
