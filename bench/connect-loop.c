/* connect-loop - every port of one IPv4 address by non-blocking connects and epoll, so many in flight, each closed as soon as it
 * is decided. It does nothing else: the floor for what a connect costs, which bench/engine-cpu.mjs holds the engine against.
 *   cc -O2 -o connect-loop connect-loop.c
 *   connect-loop [IN_FLIGHT]          only 127.0.0.1; prints the open ports, one a line */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LAST_PORT = 65535, BATCH = 512, IN_FLIGHT = 500, SPARE_DESCRIPTORS = 16 };

static struct sockaddr_in address_of(int port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((unsigned short)port) };
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return address;
}

/* On loopback a connect can meet itself: its source port is the port that it asks. Nobody listens there. */
static int met_itself(int socket_fd)
{
	struct sockaddr_in own, peer;
	socklen_t own_length = sizeof own, peer_length = sizeof peer;
	return !getsockname(socket_fd, (void *)&own, &own_length) && !getpeername(socket_fd, (void *)&peer, &peer_length) &&
	       own.sin_port == peer.sin_port;
}

/* Closed with a reset, so that no TIME_WAIT is left. */
static void end_open(int socket_fd, int port)
{
	struct linger at_once = { 1, 0 };
	if (!met_itself(socket_fd)) printf("%d\n", port);
	setsockopt(socket_fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

/* 1 when it is under way, 0 when it was decided at once. */
static int begin(int poller, int port)
{
	struct sockaddr_in address = address_of(port);
	int socket_fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (socket_fd < 0) { perror("socket"); exit(2); }
	int failed = connect(socket_fd, (void *)&address, sizeof address);
	if (failed && errno == EINPROGRESS) {
		struct epoll_event interest = { .events = EPOLLOUT, .data.u64 = (unsigned long)socket_fd << 16 | (unsigned)port };
		epoll_ctl(poller, EPOLL_CTL_ADD, socket_fd, &interest);
		return 1;
	}
	if (!failed) end_open(socket_fd, port);
	else if (errno != ECONNREFUSED) { perror("connect"); exit(2); }
	close(socket_fd);
	return 0;
}

static void decide(const struct epoll_event *event)
{
	int socket_fd = (int)(event->data.u64 >> 16), error = 0;
	socklen_t length = sizeof error;
	getsockopt(socket_fd, SOL_SOCKET, SO_ERROR, &error, &length);
	if (!error) end_open(socket_fd, (int)(event->data.u64 & 0xffff));
	close(socket_fd);
}

int main(int argc, char **argv)
{
	int window = argc > 1 ? atoi(argv[1]) : IN_FLIGHT, poller = epoll_create1(0), in_flight = 0, next = 1;
	struct epoll_event events[BATCH];
	struct rlimit descriptors;
	getrlimit(RLIMIT_NOFILE, &descriptors);
	if (window < 1 || (rlim_t)window + SPARE_DESCRIPTORS > descriptors.rlim_cur) {
		fprintf(stderr, "connect-loop: IN_FLIGHT is 1 or more, and fits into the descriptors\n");
		return 2;
	}
	while (next <= LAST_PORT || in_flight) {
		while (in_flight < window && next <= LAST_PORT) in_flight += begin(poller, next++);
		if (!in_flight) continue;
		int ready = epoll_wait(poller, events, BATCH, -1);
		for (int i = 0; i < ready; i++) decide(&events[i]);
		if (ready > 0) in_flight -= ready;
	}
	return 0;
}
