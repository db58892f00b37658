"""Doors to the outside: small functions over well-kept libraries; no environment, no database and no rule enters here."""
