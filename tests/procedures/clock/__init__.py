"""Tests of the clock: cases worked out by hand, properties, a naive oracle, refusals."""
