"""What a treatment costs: prices of packages, doses to packages, courses, years, and what no price covers.

In: a Case and its inputs. Out: Figures and findings. Called by the calculations of the assessment tracks.
"""
