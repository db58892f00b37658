"""How the portal stands in production: its units, its site, the installation as the document tells it, several processes at once."""
