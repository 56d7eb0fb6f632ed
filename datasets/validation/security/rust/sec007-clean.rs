use clap::Command;

fn build(name: String) -> Command {
    Command::new(name)
}
