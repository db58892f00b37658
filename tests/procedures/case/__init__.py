"""Tests of a dossier's life as pure functions."""
