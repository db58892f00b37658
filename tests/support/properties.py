"""How the property tests draw their examples. No property is written here.

A run that decides whether a change lands may not depend on luck or on how busy the machine is: the examples of the
ordinary run follow from the test itself, and no example is judged by the time it took. `PROPERTIES=wide` draws others
on every run, and more of them.
"""

import os

from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, not whether the property holds.
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("wide", settings.get_profile("same"), derandomize=False, max_examples=1000)
settings.load_profile(os.environ.get("PROPERTIES", "same"))
