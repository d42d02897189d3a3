"""Documents that staff upload: kept under a clean name, read within limits, one job after the other."""
