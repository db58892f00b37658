"""What tests stand on: real servers, browsers, clients that inspect, times. No test, nothing the program imports."""
