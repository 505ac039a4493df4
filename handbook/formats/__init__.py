"""Diagnostics and tables as text: for people, for programs and for a forge."""
