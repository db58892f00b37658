"""Run by every Python process of the program under test before anything else: arms the points of death. No decision may enter."""

import importlib
import os

from tests.faults import defects, points

points.install()
for name in os.environ.get("FAULTS_LOAD_FIRST", "").split():
    importlib.import_module(name)
defects.install()
