"""Kellerblick: advice on flooding and sewer backflow by live video."""

__version__ = "0.1.0"
