"""The WSGI entry: an application made from the environment. Nothing else may enter."""

from app import create_app

application = create_app()
