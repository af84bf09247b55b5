"""The law as cited, dated, bilingual decision tables, and the evaluator that explains."""
