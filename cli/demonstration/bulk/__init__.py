"""Many dossiers at once: lives as the demonstration's, decided by the same pure functions, recorded in bulk.

A bulk load keeps dossiers, events, messages, duties and accounts, and with `files` the papers handed in, all of one kind
naming one stored file. It keeps no drafts, notes, check marks, paper movements and none of the office's own papers.
No service is called for a single dossier; a test compares what comes out with what the services make.
"""

from cli.demonstration.bulk.loading import load

__all__ = ["load"]
