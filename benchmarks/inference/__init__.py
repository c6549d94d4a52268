"""Do the intervals cover and the tests hold their level? A simulation of the methods behind `framing.compare`."""
