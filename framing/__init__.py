"""Media-framing analysis: which words each outlet chooses, in whose voice, for whom, who is shown as acting."""
