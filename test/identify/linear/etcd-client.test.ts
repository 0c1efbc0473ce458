import { provePatternsLinear } from './prove.js';

provePatternsLinear('etcd-client');
