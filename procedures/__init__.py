"""The law: what may be asked for, by whom, in what time. Pure Python: no Flask, no SQLAlchemy, no clock reading, no I/O."""
