"""Tests of the machine's door."""
