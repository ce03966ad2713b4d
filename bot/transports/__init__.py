"""The outside: what people write becomes `Received`, what they are told becomes calls or lines on a screen."""
