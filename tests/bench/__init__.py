"""The benchmarks: each scenario beside its limit in one run (`make bench`). Nothing here is a test, and no timing decides one."""
