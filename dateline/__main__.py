from dateline import main

main()
