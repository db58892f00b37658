"""The demonstration office: an invented province, invented people, dossiers worked by the real services."""
