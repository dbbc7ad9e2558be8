"""The text of a livret (PDF, DOCX, ODT, plain text), read in a process of its own whose time and memory are limited.

`isolement` is the service's side: it starts `python -m productions.livrets`. The rest runs there, without Django's
settings, records or clock.
"""
