"""Troubles of a working office, each made real: parts that go away, and two people at the same thing."""
