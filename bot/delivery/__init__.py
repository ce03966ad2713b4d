"""From the inbox to the outbox and out: nothing lost, nothing counted twice, nobody overtaken by a check-in."""
