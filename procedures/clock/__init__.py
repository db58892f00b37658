"""Working time: the office calendar, limits, due times and lateness. Pure: no clock reading, no I/O, no database."""
