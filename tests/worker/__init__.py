"""The background duties."""
