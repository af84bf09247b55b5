"""The pages of the acts of the chapter on fees: each reads its form, tells what will happen, and knows no rule."""
