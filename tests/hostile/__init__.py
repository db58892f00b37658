"""The application under attack: what may be sent by somebody who wants to break, read or confuse it."""
