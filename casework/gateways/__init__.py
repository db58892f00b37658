"""Doors to the outside: small functions over well-kept libraries; no environment, database or rule enters here."""
