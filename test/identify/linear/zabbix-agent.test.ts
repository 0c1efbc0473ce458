import { provePatternsLinear } from './prove.js';

provePatternsLinear('zabbix-agent');
