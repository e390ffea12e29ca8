"""A night as one HTML file: the verdict, the trend, every metric, and every exchange beside its reference."""
