"""The limits: the least a program can do for the same answer. They are made as quick as they can be; slower would be a defect."""
