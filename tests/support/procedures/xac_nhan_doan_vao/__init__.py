"""A small procedure outside the catalogue, for tests."""
