"""Tests of the procedures of the catalogue, one story and the common cases each."""
