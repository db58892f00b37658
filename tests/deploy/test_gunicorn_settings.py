"""What a web process does with garbage: nothing while it is made, and again from its first request on."""

import gc
import runpy

from tests.support.tree import ROOT


def test_a_worker_collects_garbage_again_once_it_is_made():
    hooks = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    try:
        hooks["post_fork"](None, None)
        assert not gc.isenabled()
        hooks["post_worker_init"](None)
        assert gc.isenabled() and gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
        gc.enable()
