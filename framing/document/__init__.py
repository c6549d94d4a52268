"""Reading: a text and the hits of its scan become a Document (zones, sentences, quotations, attributions, voice)."""
