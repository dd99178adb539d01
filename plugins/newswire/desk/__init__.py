"""What is Airflow's own: bodies of tasks, labels, notes. Airflow is imported here and in the plugin only."""
