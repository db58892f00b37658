"""Tests of the officer's door."""
