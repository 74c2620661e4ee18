from bench import mailing

if __name__ == "__main__":
    mailing.main()
