"""Tests of the one validation of answers."""
