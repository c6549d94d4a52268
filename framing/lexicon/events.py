"""Kinds of violence that an opportunity can depend on; the agency detector finds them."""

EVENT_KINDS = ("kill", "injure", "arrest", "displace", "destroy", "abduct", "rape", "besiege")
