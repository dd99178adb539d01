"""The pages inside Airflow: stories, sources and rejections for people who look and do not query."""
