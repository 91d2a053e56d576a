"""The only writers of what was published: articles and captures, and the jobs that fetch them."""
