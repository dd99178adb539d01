"""Teletype formats: IPTC 7901, ANPA 1312 and ZCZC messages."""
