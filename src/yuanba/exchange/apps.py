from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "yuanba.exchange"
    label = "exchange"
