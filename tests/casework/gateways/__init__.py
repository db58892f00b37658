"""Tests of the doors to the outside, against real parts."""
