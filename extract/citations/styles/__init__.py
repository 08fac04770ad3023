"""Citation styles, one file each; ``mention.py`` says what they all yield."""
