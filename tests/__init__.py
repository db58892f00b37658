"""The tests: a mirror of the floors, whole stories, the rules of the house. Nothing the program imports."""
