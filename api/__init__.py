"""The doors: command line, HTTP, web page; and the wiring behind them."""
