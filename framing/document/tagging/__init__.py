"""An attribution tagger that a user trains on own coded articles, on top of the rules."""

from framing.document.tagging.tagger import AttributionTagger

__all__ = ["AttributionTagger"]
