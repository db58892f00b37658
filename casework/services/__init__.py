"""Writes, one task a file. A public function opens exactly one unit of work: load, decide (pure), record, tell."""
