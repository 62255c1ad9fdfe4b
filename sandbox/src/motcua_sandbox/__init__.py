"""The state's other systems, simulated behind their true wire formats, with faults on request."""
